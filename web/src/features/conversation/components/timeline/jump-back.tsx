// While one has followed a quote, Escape leads back to where one was.
import { useEscape } from '@/lib/navigation/escape';

export function JumpBack({ onBack }: { onBack: () => void }) {
  useEscape(onBack);
  return null;
}
