/** A JSON Schema as far as the documents of this project use the language (draft 2020-12). */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** Keywords that say nothing about a value. */
const REMARKS = ['$schema', '$id', '$defs', 'title', 'description', 'default'];

type Check = (value: unknown, argument: unknown, schema: JsonSchema, root: JsonSchema) => boolean;

const CHECKS: Readonly<Record<string, Check>> = {
  $ref: (value, ref, _schema, root) => matchJsonSchema(value, find(root, String(ref)), root),
  type: (value, type) => typeOf(value) === type,
  const: (value, wanted) => value === wanted,
  enum: (value, wanted) => listOf(wanted).includes(value),
  oneOf: (value, schemas, _schema, root) =>
    listOf(schemas).filter((one) => matchJsonSchema(value, schemaOf(one), root)).length === 1,
  pattern: (value, pattern) =>
    typeof value !== 'string' || new RegExp(String(pattern), 'u').test(value),
  minLength: (value, least) => typeof value !== 'string' || [...value].length >= Number(least),
  maxLength: (value, most) => typeof value !== 'string' || [...value].length <= Number(most),
  minItems: (value, least) => !Array.isArray(value) || value.length >= Number(least),
  items: (value, items, _schema, root) =>
    !Array.isArray(value) || value.every((item) => matchJsonSchema(item, schemaOf(items), root)),
  required: (value, keys) =>
    typeOf(value) !== 'object' ||
    listOf(keys).every((key) => Object.hasOwn(Object(value), `${key}`)),
  properties: (value, properties, _schema, root) =>
    typeOf(value) !== 'object' ||
    Object.entries(schemaOf(properties)).every(
      ([key, schema]) =>
        !Object.hasOwn(Object(value), key) ||
        matchJsonSchema(Reflect.get(Object(value), key), schemaOf(schema), root),
    ),
  additionalProperties: (value, isAllowed, { properties }) =>
    isAllowed !== false ||
    typeOf(value) !== 'object' ||
    Object.keys(Object(value)).every((key) => Object.hasOwn(schemaOf(properties), key)),
};

/** True when the schema accepts the value. Throws on a keyword that it does not know. */
export function matchJsonSchema(
  value: unknown,
  schema: JsonSchema,
  root: JsonSchema = schema,
): boolean {
  return Object.entries(schema)
    .filter(([keyword]) => !REMARKS.includes(keyword))
    .every(([keyword, argument]) => {
      const check = CHECKS[keyword];
      if (!check) throw new Error(`known keyword expected, got ${keyword}`);
      return check(value, argument, schema, root);
    });
}

function find(root: JsonSchema, ref: string): JsonSchema {
  const name = ref.replace(/^#\/\$defs\//, '');
  return schemaOf(schemaOf(root.$defs)[name]);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`list expected, got ${typeOf(value)}`);
  return value;
}

function schemaOf(value: unknown): JsonSchema {
  if (typeOf(value) !== 'object') throw new Error(`schema expected, got ${typeOf(value)}`);
  return Object(value);
}
