/** What the console uses of uPlot. */
export default class uPlot {
  constructor(options: any, data: any, place: HTMLElement);
  readonly width: number;
  readonly height: number;
  readonly ctx: CanvasRenderingContext2D;
  readonly bbox: { left: number; top: number; width: number; height: number };
  readonly scales: Record<string, { min: number; max: number }>;
  readonly cursor: { idx: number | null; left: number; top: number };
  readonly select: { left: number; top: number; width: number; height: number };
  readonly data: Array<Array<number | null>>;
  batch(act: () => void): void;
  destroy(): void;
  posToVal(at: number, scale: string, canvas?: boolean): number;
  redraw(paths?: boolean, axes?: boolean): void;
  setCursor(at: { left: number; top: number }): void;
  setData(data: any, scales?: boolean): void;
  setScale(scale: string, range: { min: number; max: number }): void;
  setSelect(box: { left: number; top: number; width: number; height: number }, tell?: boolean): void;
  setSize(size: { width: number; height: number }): void;
  valToPos(value: number, scale: string, canvas?: boolean): number;
  static paths: { bars?: (options: any) => any };
}
