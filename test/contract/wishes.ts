import fc from "fast-check";
import { toJSONSchema, type ZodMiniType } from "zod/mini";

/** The parts of JSON Schema that formats of commands and options use. */
interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly items?: Shape;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
}

/** Values that a format describes, and with `partly` objects of which fields are missing. */
export function valuesOf(format: ZodMiniType, { partly = false } = {}): fc.Arbitrary<unknown> {
  return shaped(toJSONSchema(format, { io: "input" }) as Shape, partly);
}

/** What somebody might send instead: the right fields with wrong values, and anything at all. */
export function nonsenseOf(format: ZodMiniType): fc.Arbitrary<unknown> {
  const { properties = {} } = toJSONSchema(format, { io: "input" }) as Shape;
  const odd = fc.constantFrom(
    ...[-2, 0.5, 2 ** 31, Number.NaN, Infinity, "0", "", null, true, [], {}, [0]],
  );
  const fields = Object.keys(properties).map((key) => [key, odd] as const);
  const wrong = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  return fc.oneof(wrong, fc.anything({ withNullPrototype: true }));
}

function shaped(shape: Shape, partly: boolean): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => shaped(choice, partly)));
  switch (shape.type) {
    case "object":
      return objectOf(shape, partly);
    case "array":
      return fc.array(shaped(shape.items ?? {}, partly), { maxLength: 5 });
    case "boolean":
      return fc.boolean();
    case "integer":
    case "number":
      return fc.integer(boundsOf(shape));
    case "string":
      return fc.string();
    default:
      return fc.anything();
  }
}

function objectOf({ properties = {} }: Shape, partly: boolean): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(
    ([key, shape]) => [key, shaped(shape, partly)] as const,
  );
  return fc.record(Object.fromEntries(fields), partly ? { requiredKeys: [] } : {});
}

const boundsOf = ({ minimum, maximum, exclusiveMaximum = 2 ** 31 }: Shape) => ({
  min: minimum ?? -(2 ** 31),
  max: maximum ?? exclusiveMaximum - 1,
});
