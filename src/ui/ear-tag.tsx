/** The model's name on an ear tag: who has written this. */

export function EarTag({ children }: { readonly children: string }) {
  return (
    <span className="ear-tag">
      <span className="ear-tag-hole" />
      {children}
    </span>
  );
}
