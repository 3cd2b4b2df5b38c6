// Reads JSON schemas of an OpenAPI document: makes examples that fit one, and finds where a value
// does not fit.

/** Follows a reference. */
function resolve(document, schema) {
  if (schema.$ref === undefined) return schema;
  return document.components.schemas[schema.$ref.split('/').at(-1)];
}

/** The fields of an object, one entry for each of its choices, through `allOf` and `oneOf`; else none. */
function shapes(document, schema) {
  const { allOf, oneOf, anyOf, properties: own, required, additionalProperties: others } = resolve(document, schema);
  const choices = oneOf ?? anyOf;
  if (choices !== undefined) return choices.flatMap((choice) => shapes(document, choice));
  if (allOf !== undefined) {
    const parts = allOf.map((part) => shapes(document, part));
    return parts.reduce((all, part) => all.flatMap((one) => part.map((other) => merged(one, other))));
  }
  if (own === undefined && others === undefined) return [];
  return [{ own: own ?? {}, required: required ?? [], others }];
}

function merged(one, other) {
  return {
    own: { ...one.own, ...other.own },
    required: [...one.required, ...other.required],
    others: one.others ?? other.others,
  };
}

const typeOf = (value) => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

/**
 * Where a value does not fit, one line each. Fields of objects that the schema does not name do not fit.
 * @returns {string[]}
 */
export function misfits(document, schema, value, at = '') {
  const found = resolve(document, schema);
  const choices = found.oneOf ?? found.anyOf;
  if (choices !== undefined) {
    const all = choices.map((choice) => misfits(document, choice, value, at));
    return all.some((each) => each.length === 0) ? [] : [`${at}: fits none of ${choices.length}`, ...all.flat()];
  }
  const type = typeOf(value);
  const allowed = [found.type ?? (found.allOf ? 'object' : [])].flat();
  if (allowed.length > 0 && !allowed.includes(type) && !(type === 'integer' && allowed.includes('number'))) {
    return [`${at}: ${type} instead of ${allowed.join(' or ')}`];
  }
  if (found.enum !== undefined && !found.enum.includes(value)) return [`${at}: ${value} is none of ${found.enum}`];
  if (type === 'array') return value.flatMap((each, i) => misfits(document, found.items, each, `${at}/${i}`));
  const all = type === 'object' ? shapes(document, found).map((shape) => misfitsOf(document, shape, value, at)) : [];
  return all.find((each) => each.length === 0) ?? all.flat();
}

function misfitsOf(document, parts, value, at) {
  const missing = parts.required.filter((name) => !(name in value)).map((name) => `${at}/${name}: is missing`);
  const wrong = Object.entries(value).flatMap(([name, each]) => {
    const known = parts.own[name] ?? (typeof parts.others === 'object' ? parts.others : undefined);
    return known === undefined ? [`${at}/${name}: is not in the schema`] : misfits(document, known, each, `${at}/${name}`);
  });
  return [...missing, ...wrong];
}

/**
 * Values that fit a schema: one for each of its choices, with all fields there are.
 * @param {(name: string, schema: object) => any} known a value for a field that does not take just any value
 */
export function examples(document, schema, known, name = '') {
  const found = resolve(document, schema);
  if (found.enum !== undefined) return [found.enum[0]];
  const given = known(schema.$ref?.split('/').at(-1) ?? name, name);
  if (given !== undefined) return [given];
  const choices = found.oneOf ?? found.anyOf;
  if (choices !== undefined) return choices.flatMap((choice) => examples(document, choice, known, name));
  const all = shapes(document, found);
  if (all.length > 0) return all.flatMap((parts) => examplesOf(document, parts, known));
  const type = [found.type].flat()[0];
  if (type === 'array') return [examples(document, found.items, known, name)];
  return [{ string: `some-${name.toLowerCase()}`, integer: 1, number: 1.5, boolean: true, null: null, object: {} }[type]];
}

function examplesOf(document, parts, known) {
  const fields = Object.entries(parts.own).map(([field, each]) => [field, examples(document, each, known, field)]);
  const most = Math.max(1, ...fields.map(([, values]) => values.length));
  return Array.from({ length: most }, (_, i) =>
    Object.fromEntries(fields.map(([field, values]) => [field, values[i % values.length]])),
  );
}
