/** What the console uses of Preact. A node is opaque: only the framework looks into it. */
export function createElement(type: any, attributes?: object | null, ...kids: any[]): any;
export function render(node: any, place: Element): void;
export const Fragment: (attributes: object) => any;
