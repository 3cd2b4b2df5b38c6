// العربية. Days and times in words.
import type { Texts } from '../texts';

export const time: Texts['time'] = {
  today: 'اليوم',
  yesterday: 'أمس',
  todayAt: (time: string) => `اليوم ${time}`,
  yesterdayAt: (time: string) => `أمس ${time}`,
  tomorrowAt: (time: string) => `غدًا ${time}`,
  dayAt: (day: string, time: string) => `${day} ${time}`,
};
