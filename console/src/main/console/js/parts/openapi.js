// What an OpenAPI document holds, in the order in which a person looks for it.

const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'trace', 'query'];
const MAX_OPERATIONS = 5000;
const MAX_NAMES = 400;
const MAX_NAME_DEPTH = 6;

/**
 * @typedef {{id: string, method: string, path: string, operation: *, parameters: *[], tags: string[], words: string}} Operation
 */

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * What a reference in a document leads to; an object without one is itself.
 *
 * @param {*} document
 * @param {*} value
 * @returns {*} undefined where it leads nowhere or out of the document
 */
export function resolve(document, value) {
  let at = value;
  for (let steps = 0; isObject(at) && typeof at.$ref === 'string' && steps < 8; steps++) {
    if (!at.$ref.startsWith('#/')) return undefined;
    at = at.$ref.slice(2).split('/').reduce((one, part) => {
      const name = part.replace(/~1/g, '/').replace(/~0/g, '~');
      return isObject(one) && Object.hasOwn(one, name) ? one[name] : undefined;
    }, document);
  }
  return at;
}

/** The name of what is referred to, or ''. */
export const refName = (value) => (isObject(value) && typeof value.$ref === 'string' ? value.$ref.slice(value.$ref.lastIndexOf('/') + 1) : '');

/** The names of the fields of a schema, for the search. */
function fieldNames(document, schema, names, depth = 0) {
  if (depth > MAX_NAME_DEPTH || names.size >= MAX_NAMES) return;
  if (refName(schema)) names.add(refName(schema));
  const one = resolve(document, schema);
  if (!isObject(one)) return;
  for (const [name, inner] of Object.entries(isObject(one.properties) ? one.properties : {})) {
    names.add(name);
    fieldNames(document, inner, names, depth + 1);
  }
  for (const inner of [one.items, one.additionalProperties, ...['allOf', 'anyOf', 'oneOf'].flatMap((key) => (Array.isArray(one[key]) ? one[key] : []))]) {
    if (isObject(inner)) fieldNames(document, inner, names, depth + 1);
  }
}

/** Schemas of a body or an answer, by media type. */
export function contents(document, holder) {
  const one = resolve(document, holder);
  return isObject(one?.content) ? Object.entries(one.content).filter(([, media]) => isObject(media)) : [];
}

/**
 * All operations of a document; what is no operation is left out.
 *
 * @param {*} document
 * @returns {Operation[]}
 */
export function operationsOf(document) {
  const found = /** @type {Operation[]} */ ([]);
  for (const [path, given] of Object.entries(isObject(document?.paths) ? document.paths : {})) {
    const item = resolve(document, given);
    if (!isObject(item)) continue;
    for (const name of METHODS) {
      const operation = item[name];
      if (!isObject(operation) || found.length >= MAX_OPERATIONS) continue;
      const parameters = [...list(item.parameters), ...list(operation.parameters)].map((one) => resolve(document, one)).filter(isObject);
      const names = new Set(parameters.map((one) => String(one.name)));
      const bodies = [operation.requestBody, ...Object.values(isObject(operation.responses) ? operation.responses : {})];
      for (const body of bodies) for (const [, media] of contents(document, body)) fieldNames(document, media.schema, names);
      const tags = list(operation.tags).map(String);
      found.push({
        id: String(operation.operationId || name + path), method: name.toUpperCase(), path, operation, parameters, tags,
        words: [name, path, operation.summary, operation.operationId, ...tags, ...names].join(' ').toLowerCase(),
      });
    }
  }
  return found;
}

const list = (value) => (Array.isArray(value) ? value : []);

/**
 * Operations by tag, or by the first parts of their paths.
 *
 * @param {Operation[]} operations
 * @param {boolean} byTag
 * @returns {Array<[string, Operation[]]>}
 */
export function grouped(operations, byTag) {
  if (!byTag) return split(operations, 1).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const groups = new Map();
  for (const one of operations) for (const name of one.tags.length ? one.tags : ['']) groups.set(name, [...(groups.get(name) || []), one]);
  return [...groups].sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

const MANY = 8;
const parts = (path) => path.split('/').filter(Boolean);
const prefix = (path, depth) => '/' + parts(path).slice(0, depth).join('/');

/** Groups by the first parts of the path, as many as make groups of a handy size; what stands alone stays with its parent. */
function split(operations, depth) {
  const groups = new Map();
  for (const one of operations) {
    const name = prefix(one.path, depth);
    groups.set(name, [...(groups.get(name) || []), one]);
  }
  const found = [];
  const alone = [];
  for (const [name, all] of groups) {
    const canSplit = all.length > MANY && all.some((one) => parts(one.path).length > depth);
    if (canSplit) found.push(...split(all, depth + 1));
    else if (all.length === 1 && groups.size > 1) alone.push(...all);
    else found.push([name, all]);
  }
  if (alone.length) {
    const name = prefix(alone[0].path, depth - 1);
    const parent = found.find((group) => group[0] === name);
    if (parent) parent[1] = [...parent[1], ...alone];
    else found.push([name, alone]);
  }
  return found;
}

/** The type of a schema in a word. */
export function typeOf(document, schema) {
  const name = refName(schema);
  const one = resolve(document, schema);
  if (one === true || one === undefined) return name || 'any';
  if (!isObject(one)) return name || String(one);
  if (Array.isArray(one.enum)) return typeWord(one) || 'enum';
  if (one.const !== undefined) return JSON.stringify(one.const);
  for (const key of ['oneOf', 'anyOf', 'allOf']) {
    if (Array.isArray(one[key])) return name || one[key].slice(0, 4).map((inner) => typeOf(document, inner)).join(key === 'allOf' ? ' & ' : ' | ');
  }
  const word = typeWord(one);
  if (word.startsWith('array')) return word.replace('array', typeOf(document, one.items ?? true) + '[]');
  return name || (word + (one.format ? ' (' + one.format + ')' : '')) || 'object';
}

const typeWord = (schema) => (Array.isArray(schema.type) ? schema.type.join(' | ') : typeof schema.type === 'string' ? schema.type + (schema.nullable === true ? ' | null' : '') : schema.properties ? 'object' : '');

/**
 * What a schema consists of.
 *
 * @returns {Array<{name: string, schema: *, isRequired: boolean}>} empty where there is nothing below it
 */
export function partsOf(document, schema) {
  const one = resolve(document, schema);
  if (!isObject(one)) return [];
  const required = new Set(list(one.required));
  const parts = Object.entries(isObject(one.properties) ? one.properties : {}).map(([name, inner]) => ({ name, schema: inner, isRequired: required.has(name) }));
  for (const key of ['allOf', 'anyOf', 'oneOf']) list(one[key]).forEach((inner, i) => parts.push({ name: key + ' ' + (i + 1), schema: inner, isRequired: false }));
  if (isObject(one.additionalProperties)) parts.push({ name: '*', schema: one.additionalProperties, isRequired: false });
  if (isObject(one.items)) return parts.length ? parts : partsOf(document, one.items);
  return parts;
}

/** Bounds and choices of a schema in short. */
export function bounds(document, schema) {
  const one = resolve(document, schema);
  if (!isObject(one)) return '';
  const words = [];
  if (Array.isArray(one.enum)) words.push(one.enum.slice(0, 30).map((value) => JSON.stringify(value)).join(', '));
  if (one.minimum != null) words.push('≥ ' + one.minimum);
  if (one.maximum != null) words.push('≤ ' + one.maximum);
  if (one.minLength != null || one.maxLength != null) words.push((one.minLength ?? 0) + '…' + (one.maxLength ?? ''));
  if (one.pattern) words.push('/' + one.pattern + '/');
  if (one.default !== undefined) words.push('= ' + JSON.stringify(one.default));
  return words.join(' · ');
}
