// Traffic of several endpoints as small bars, by one call for all of them.
import { useApi } from '../core/api.js';
import { span, spanParameters, stepSeconds } from '../core/span.js';
import { grid } from '../charts/scale.js';
import { sparkBars } from '../charts/spark.js';

const BUCKETS = 48;

/**
 * Asks for the traffic of these endpoints, at most 50.
 *
 * @param {string[]} endpoints
 * @returns {(endpoint: string) => *} the bars of one of them
 */
export function useSparks(endpoints) {
  const { from, to } = span();
  const step = stepSeconds(BUCKETS);
  const result = useApi(endpoints.length ? '/v1/stats/endpoints' : null, { ...spanParameters(), endpoint: endpoints.slice().sort(), step });
  const points = new Map((result.data?.endpoints || []).map((row) => [row.endpoint, row.points || []]));
  return (endpoint) => sparkBars(grid(points.get(endpoint), from, to, step).rows);
}
