/** What the console uses of Preact's hooks. */
type End = () => void;
export function useState<S>(initial: S | (() => S)): [S, (next: S | ((now: S) => S)) => void];
export function useRef<T>(initial: T): { current: T };
export function useEffect(act: () => End | void | undefined, inputs?: readonly unknown[]): void;
export function useLayoutEffect(act: () => End | void | undefined, inputs?: readonly unknown[]): void;
export function useMemo<T>(make: () => T, inputs: readonly unknown[]): T;
export function useErrorBoundary(tell?: (error: any) => void): [any, () => void];
