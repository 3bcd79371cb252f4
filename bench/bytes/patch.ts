import { type Iterator as Cursor, decode, Metadata, OPERATION } from "@colyseus/schema";

/** Told of every run of bytes of a patch, in order. */
export type Spend = (owner: string, part: string, bytes: number) => void;

type StateClass = new () => object;
/** A primitive by its name, a class, or a collection of either by its kind: `{ map: Player }`. */
type Type = string | StateClass | Readonly<Record<string, string | StateClass>>;

/** What a reference of a patch points to. */
interface Structure {
  /** How it is booked: `Player`, or `ArenaState.players[]` for the collection in that field. */
  readonly name: string;
  /** Fields by index, of an instance. */
  readonly fields?: readonly (readonly [name: string, type: Type])[];
  readonly kind?: string;
  /** What a collection holds. */
  readonly child?: string | StateClass;
}

/** A frame's bytes and how far they are read. */
interface Reading {
  readonly bytes: Uint8Array;
  readonly at: Cursor;
  readonly spend: Spend;
}

const SWITCH = 255;
const TYPE_ID = 213;

const primitives = decode as unknown as Readonly<
  Record<string, ((bytes: Uint8Array, at: Cursor) => unknown) | undefined>
>;

/**
 * Reads the patches of one client by the format that schema's decoder reads, and tells what each
 * byte is for. Of the state it keeps the types behind the references and no values.
 */
export class PatchReader {
  readonly #structures = new Map<number, Structure>();
  readonly #classes = new Map<StateClass, Structure>();

  constructor(state: StateClass) {
    this.#structures.set(0, this.#structureOf(state));
  }

  /**
   * Reads from `offset` to the end.
   * @throws when the bytes do not fit the state's classes
   */
  read(bytes: Uint8Array, offset: number, spend: Spend): void {
    const reading = { bytes, at: { offset }, spend };
    let structure = this.#structures.get(0) as Structure;
    while (reading.at.offset < bytes.length) {
      if (bytes[reading.at.offset] === SWITCH) structure = this.#switch(reading);
      else if (structure.fields) this.#field(structure, reading);
      else this.#element(structure, reading);
    }
    if (reading.at.offset > bytes.length) throw new Error(`${structure.name}: cut off`);
  }

  #switch({ bytes, at, spend }: Reading): Structure {
    const from = ++at.offset;
    const id = decode.number(bytes, at);
    const structure = this.#structures.get(id);
    if (!structure) throw new Error(`nothing is known of reference ${id}`);
    spend(structure.name, "(switch)", 1);
    spend(structure.name, "(reference)", at.offset - from);
    return structure;
  }

  #field(structure: Structure, reading: Reading): void {
    const { bytes, at, spend } = reading;
    const from = at.offset;
    const head = bytes[at.offset++] as number;
    const operation = head & 0xc0;
    const field = structure.fields?.[head & 0x3f];
    if (!field) throw new Error(`${structure.name} has no field ${head & 0x3f}`);
    const [name, type] = field;
    this.#value({ operation, type, name: `${structure.name}.${name}[]` }, reading);
    // A field that goes out of sight says so by its index alone.
    const gone = operation === OPERATION.DELETE ? "(hidden)" : "";
    spend(structure.name, `${name}${gone}`, at.offset - from);
  }

  #element(structure: Structure, reading: Reading): void {
    const { bytes, at, spend } = reading;
    const from = at.offset;
    const operation = bytes[at.offset++] as number;
    const isWhole = operation === OPERATION.CLEAR || operation === OPERATION.REVERSE;
    if (!isWhole) this.#entry(structure, operation, reading);
    spend(structure.name, OPERATION_NAMES[operation] ?? "(set)", at.offset - from);
  }

  #entry(structure: Structure, operation: number, reading: Reading): void {
    const { bytes, at } = reading;
    decode.number(bytes, at);
    if (structure.kind === "array" && operation === OPERATION.DELETE_BY_REFID) return;
    if (structure.kind === "map" && operation & OPERATION.ADD) decode.string(bytes, at);
    const type = structure.child as string | StateClass;
    this.#value({ operation, type, name: structure.name }, reading);
  }

  #value(
    { operation, type, name }: { operation: number; type: Type; name: string },
    { bytes, at }: Reading,
  ): void {
    if (operation === OPERATION.DELETE) return;
    if (typeof type === "string") {
      const read = primitives[type];
      if (!read) throw new Error(`${name}: no primitive is called ${type}`);
      read(bytes, at);
      return;
    }
    const id = decode.number(bytes, at);
    if (typeof type === "function") {
      if (bytes[at.offset] === TYPE_ID && operation & OPERATION.ADD) {
        throw new Error(`${name}: subclasses are not read`);
      }
      if (operation & OPERATION.ADD) this.#structures.set(id, this.#structureOf(type));
      return;
    }
    const [[kind, child] = []] = Object.entries(type);
    this.#structures.set(id, { name, ...(kind && child ? { kind, child } : {}) });
  }

  #structureOf(type: StateClass): Structure {
    const known = this.#classes.get(type);
    if (known) return known;
    const fields = Object.entries(Metadata.getFields(type)) as [string, Type][];
    const structure = { name: type.name, fields };
    this.#classes.set(type, structure);
    return structure;
  }
}

const OPERATION_NAMES: Readonly<Record<number, string>> = {
  [OPERATION.ADD]: "(add)",
  [OPERATION.ADD_BY_REFID]: "(add)",
  [OPERATION.DELETE]: "(remove)",
  [OPERATION.DELETE_AND_ADD]: "(exchange)",
  [OPERATION.DELETE_BY_REFID]: "(remove)",
  [OPERATION.CLEAR]: "(clear)",
};
