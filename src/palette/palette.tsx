/** Everything the page can do, and every conversation, by typing a part of its name. */

import { Command as List } from "cmdk";
import { useState } from "react";
import { type Command, commands } from "../state/commands.ts";
import { select, useConversations } from "../state/conversation-store.ts";
import { closeDialog } from "../state/dialog-store.ts";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../words/words.ts";
import { KeyCaps } from "./keys.tsx";

/** More than these nobody reads through: one types another letter. */
const mostConversations = 12;

export function Palette() {
  const w = useWords();
  const list = useConversations((state) => state.list);
  const [typed, setTyped] = useState("");
  const named = (name: string) => name.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase());
  const offered = commands.filter(({ name }) => name !== "palette" && named(w.commands[name]));
  const found = list.filter(({ title }) => named(title)).slice(0, mostConversations);
  const run = (command: Command) => {
    closeDialog();
    command.run();
  };
  return (
    <Dialog label={w.commands.palette} className="palette" onClose={closeDialog}>
      <List label={w.commands.palette} shouldFilter={false} loop>
        <List.Input
          className="palette-field"
          data-first-focus
          placeholder={w.palette.search}
          value={typed}
          onValueChange={setTyped}
          dir="auto"
        />
        <List.List className="palette-list" label={w.commands.palette}>
          <List.Empty className="palette-nothing">{w.palette.nothing}</List.Empty>
          {offered.length > 0 && (
            <List.Group heading={w.palette.commands}>
              {offered.map((command) => (
                <List.Item key={command.name} value={command.name} onSelect={() => run(command)}>
                  <span className="palette-name">{w.commands[command.name]}</span>
                  {command.keys[0] && <KeyCaps keys={command.keys[0]} />}
                </List.Item>
              ))}
            </List.Group>
          )}
          {found.length > 0 && (
            <List.Group heading={w.app.conversations}>
              {found.map(({ id, title }) => (
                <List.Item
                  key={id}
                  value={id}
                  onSelect={() => {
                    closeDialog();
                    void select(id);
                  }}
                >
                  <bdi className="palette-name">{title}</bdi>
                </List.Item>
              ))}
            </List.Group>
          )}
        </List.List>
      </List>
    </Dialog>
  );
}
