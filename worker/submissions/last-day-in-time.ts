/** The last day in time with an extension: a granted day counts where it is later than the deadline, which a decision about days off may have moved since. */
export function lastDayInTime(dueOn: string, extendedTo: string | null): string {
  return extendedTo !== null && extendedTo > dueOn ? extendedTo : dueOn;
}
