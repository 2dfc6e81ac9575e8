// Words. Each language is a module of its own, and only the chosen one is loaded.
const LANGUAGES = { en: () => import('../../words/en.js'), zh: () => import('../../words/zh.js') };

let words = {};
let current = 'en';

/**
 * Loads a language.
 *
 * @param {string} language `en` or `zh`; another one is taken for English
 */
export async function loadWords(language) {
  current = LANGUAGES[language] ? language : 'en';
  words = (await LANGUAGES[current]()).default;
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
}

/** Whether the words are Chinese. */
export const isChinese = () => current === 'zh';

/** The language of the words. */
export const language = () => current;

/**
 * A text.
 *
 * @param {string} name its key in the dictionaries; written out in the code, so that a test finds it
 * @param {Object<string, *>} [values] what stands for `{name}` in it
 * @returns {string}
 */
export function t(name, values) {
  const text = words[name] ?? name;
  return values ? text.replace(/\{(\w+)\}/g, (all, key) => (key in values ? String(values[key]) : all)) : text;
}

/**
 * Marks a key that is looked up later, so that the test of the dictionaries finds it.
 *
 * @param {string} name
 */
export const key = (name) => name;

/**
 * A text whose key depends on a value, or the value itself where there is none.
 *
 * @param {string} prefix first part of the keys
 * @param {string} value
 */
export const named = (prefix, value) => words[prefix + value] ?? value;
