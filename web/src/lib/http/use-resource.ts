// Cold data for a screen: fetched when its key appears or changes; the last answer shows until the next is there. A fetch
// that fails for the moment is repeated every few seconds, and when the server is back.
import { useCallback, useEffect, useRef, useState } from 'react';
import { type FailureCode, failureCode, isPassing } from './api-error';
import { serverBack } from './server-back';

export type Resource<T> = {
  data: T | undefined;
  /** Why the last fetch failed. */
  failure: FailureCode | null;
  loading: boolean;
  reload: () => void;
};

const RETRY_MS = 5_000;

/** Nothing is fetched, and nothing shown, while the key is null. */
export function useResource<T>(key: string | null, load: () => Promise<T>): Resource<T> {
  const [state, setState] = useState<{ key: string | null; data?: T; failure: FailureCode | null }>({
    key: null,
    failure: null,
  });
  const [round, setRound] = useState(0);
  const failedForNow = state.key === key && state.failure !== null && isPassing(state.failure);
  const latest = useRef(load);
  latest.current = load;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round fetches the same key again
  useEffect(() => {
    if (key === null) return;
    let wanted = true;
    latest.current().then(
      (data) => wanted && setState({ key, data, failure: null }),
      (error: unknown) => wanted && setState((old) => ({ ...old, key, failure: failureCode(error) })),
    );
    return () => {
      wanted = false;
    };
  }, [key, round]);

  const reload = useCallback(() => setRound((n) => n + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a failure in the next round waits anew
  useEffect(() => {
    if (!failedForNow) return;
    const timer = setTimeout(reload, RETRY_MS);
    const stopListening = serverBack.subscribe(reload);
    return () => {
      clearTimeout(timer);
      stopListening();
    };
  }, [failedForNow, state, reload]);

  return {
    data: key === null ? undefined : state.data,
    failure: state.key === key ? state.failure : null,
    loading: key !== null && state.key !== key,
    reload,
  };
}
