/** Colours, text size, and the language of the page. */

import { changeSettings, textSizes, themes, useSettings } from "../state/settings-store.ts";
import { Choice } from "../ui/choice.tsx";
import { type Language, languageNames, useLanguage, useWords } from "../words/words.ts";

export function LookSettings() {
  const w = useWords().settings;
  const { theme, textSize } = useSettings();
  const language = useLanguage();
  return (
    <section className="settings-part" aria-labelledby="settings-look">
      <h3 className="section-title" id="settings-look">
        {w.look}
      </h3>
      <div className="setting">
        <span className="setting-name">{w.theme}</span>
        <Choice
          label={w.theme}
          value={theme}
          options={themes.map((value) => ({ value, said: w.themes[value] }))}
          onChange={(chosen) => changeSettings({ theme: chosen })}
        />
      </div>
      <div className="setting">
        <span className="setting-name">{w.textSize}</span>
        <Choice
          label={w.textSize}
          value={textSize}
          options={textSizes.map((value) => ({ value, said: w.textSizes[value] }))}
          onChange={(chosen) => changeSettings({ textSize: chosen })}
        />
      </div>
      <div className="setting">
        <label className="setting-name" htmlFor="settings-language">
          {w.language}
        </label>
        <select
          id="settings-language"
          className="settings-select"
          value={language}
          onChange={({ target }) => changeSettings({ language: target.value })}
        >
          {(Object.keys(languageNames) as Language[]).map((each) => (
            <option key={each} value={each} lang={each}>
              {languageNames[each]}
            </option>
          ))}
        </select>
      </div>
    </section>
  );
}
