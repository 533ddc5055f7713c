import { type DBSchema, type IDBPDatabase, wrap } from 'idb';

/** A database connection, and whether the browser lost data while opening it. */
export type Opened<Schema extends DBSchema> = {
  readonly db: IDBPDatabase<Schema>;
  readonly hasLostData: boolean;
};

/**
 * Opens a database. Chrome replaces a broken database by an empty one and says so only in
 * `dataLoss` of the upgrade event (SECURITY.md F1), which is why that event is read here.
 * The connection closes itself when another one wants to upgrade or delete the database, so that
 * an old worker never blocks a new one (SECURITY.md §3).
 */
export async function openDatabase<Schema extends DBSchema>(
  factory: IDBFactory,
  name: string,
  options: { readonly version: number; readonly create: (db: IDBDatabase) => void },
): Promise<Opened<Schema>> {
  const request = factory.open(name, options.version);
  let hasLostData = false;
  request.addEventListener('upgradeneeded', (event) => {
    hasLostData = 'dataLoss' in event && event.dataLoss !== 'none';
    options.create(request.result);
  });
  await wrap(request);
  const db = request.result;
  db.addEventListener('versionchange', () => db.close());
  return { db: wrap(db) as IDBPDatabase<Schema>, hasLostData };
}
