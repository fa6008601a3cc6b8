import { m } from "../words/m.ts";

/** What anybody may look at without signing in, one large target each. */
export function PublicDoors() {
  const doors = [
    ["/national", m.home_door_table(), m.home_door_table_text()],
    ["/national/map", m.home_door_map(), m.home_door_map_text()],
    ["/national/unused", m.home_door_unused(), m.home_door_unused_text()],
    ["/national/silence", m.home_door_silence(), m.home_door_silence_text()],
    ["/national/rates", m.home_door_rates(), m.home_door_rates_text()],
    ["/national/open-data", m.home_door_data(), m.home_door_data_text()],
  ] as const;
  return (
    <nav className="doors" aria-labelledby="doors-title">
      <h2 id="doors-title">{m.home_doors()}</h2>
      <ul>
        {doors.map(([href, title, text]) => (
          <li key={href}>
            <a href={href}><strong>{title}</strong><span>{text}</span></a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
