/** A field for a passphrase, with its name above it. */

interface PassphraseFieldProps {
  readonly label: string;
  readonly value: string;
  /** It is the one that is set, not a new one. */
  readonly current?: boolean;
  onValue(value: string): void;
}

export function PassphraseField({ label, value, current = false, onValue }: PassphraseFieldProps) {
  return (
    <label className="passphrase">
      {label}
      <input
        className="field"
        type="password"
        autoComplete={current ? "current-password" : "new-password"}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
    </label>
  );
}
