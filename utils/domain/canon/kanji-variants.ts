/**
 * Groups of characters that registers use for one another in place names; the first stands for all.
 * 異体字 and 旧字体 of JIS X 0213 and the 人名用漢字 tables that occur in 町字 and 方書 (DOMAIN.md
 * §3.2 step 8). Folding too much only widens a block that agrees in everything else. Changing the
 * table changes published forms: a new feed epoch is needed.
 */
const GROUPS =
  '辺邊邉𨘢 斉齋斎齊 高髙 崎﨑嵜 浜濱濵 沢澤 広廣 桜櫻 国國圀 島嶋嶌 竜龍龒 円圓 富冨 吉𠮷 恵惠 条條 関關 塩鹽 亀龜 ' +
  '滝瀧 鉄鐵 駅驛 学學斈 宝寶寳 栄榮 万萬 与與 弥彌 寿壽 静靜 県縣 区區 号號 番畨 薮藪籔 桧檜 篭籠 渕淵渊 麹麴 鴬鶯 曽曾 ' +
  '槙槇 遥遙 尭堯 晋晉 真眞 豊豐 楽樂 薬藥 芸藝 蔵藏 荘莊 来來 黒黑 緑綠 青靑 徳德 穂穗 横橫 権權 団團 帯帶 図圖 対對 ' +
  '峡峽 鶏鷄雞 桑桒 芦蘆 蛍螢 壷壺 梅楳 松枩 峰峯 岳嶽 野埜 船舩 館舘 橋槗𣘺 柳栁桺 柏栢 児兒 両兩 仏佛 会會 伝傳 処處 ' +
  '剣劍劔 労勞 台臺 変變 売賣 奥奧 実實 専專 将將 尽盡 届屆 巌巖 応應 戸戶 挙擧 摂攝 旧舊 昼晝 暁曉 気氣 沖冲 渓溪 ' +
  '温溫 湾灣 瀬瀨 焼燒 狭狹 独獨 画畫 畳疊 発發 砺礪 砿礦 祢禰 稲稻 竪豎 糸絲 経經 総總 絵繪 続續 継繼 聴聽 声聲 ' +
  '茎莖 蚕蠶 衛衞 装裝 覚覺 観觀 覧覽 触觸 証證 読讀 譲讓 頼賴 軽輕 転轉 遅遲 郎郞 郷鄕鄊 醤醬 醸釀 釈釋 鉱鑛 銭錢 ' +
  '鋳鑄 隠隱 雑雜 霊靈 顕顯 験驗 鯵鰺 鴎鷗 麦麥 黄黃 歯齒 桟棧 梼檮 歓歡 歳歲 毎每 清淸 浅淺 渋澁澀 済濟 炉爐 蛎蠣 ' +
  '迩邇 藤籐 竈竃 仙僊 曳曵 土圡𡈽 参參 壱壹壱 弐貳貮 床牀 桝枡 鎮鎭 兎兔 鼡鼠 猪豬 嶺岺 ' +
  '楼樓 様樣 当當 点點 塁壘 塀屏 涙淚 禅禪 箪簞 鎗鑓 靱靭 飲飮 駄馱 髪髮 闘鬪 塔墖 庵菴 坂岅 体體躰 ' +
  '蝋蠟 騒騷 検檢 駆驅 欧歐 弁辨 予豫 余餘 糺糾 回囘 岩嵓 柿杮 鉢盋 灯燈 昇曻 昻昂 幡旛 榛樼 竝並';

const VARIANTS: ReadonlyMap<string, string> = new Map(
  GROUPS.split(' ').flatMap((group) => {
    const [standard = '', ...variants] = [...group.normalize('NFKC')];
    return variants
      .filter((each) => each !== standard)
      .map((each): [string, string] => [each, standard]);
  }),
);

const ANY_VARIANT = new RegExp(`[${[...VARIANTS.keys()].join('')}]`, 'gu');

const MAY_HOLD_KANA_FORM = /[ヶケヵカがガかッツっつ之乃の]/;
const KE_BEFORE_KANJI = /[ヶケヵカがガか](?=\p{Script=Han})/gu;
const TSU_BEFORE_KANJI = /[ッツっつ](?=\p{Script=Han})/gu;
const NO_BEFORE_KANJI = /[之乃](?=\p{Script=Han})/gu;

/** Replaces variant kanji by the standard one. */
export function foldKanji(text: string): string {
  return text.replace(ANY_VARIANT, (character) => VARIANTS.get(character) ?? character);
}

/** Writes 霞ヶ関・霞が関, 四ツ谷・四ッ谷 and 丸の内・丸之内 in one way (DOMAIN.md §3.2 step 7). */
export function foldKana(text: string): string {
  if (!MAY_HOLD_KANA_FORM.test(text)) return text;
  return text
    .replace(KE_BEFORE_KANJI, 'ケ')
    .replace(TSU_BEFORE_KANJI, 'ツ')
    .replace(NO_BEFORE_KANJI, 'ノ')
    .replace(/の/g, 'ノ');
}
