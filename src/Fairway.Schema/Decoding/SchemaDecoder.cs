using System.Text.Json.Nodes;

namespace Fairway.Schema.Decoding;

/// <summary>
/// Makes an object of a client fit its kind, as an API server does by reading it into the kind's type and writing it
/// out again: what the kind does not have goes, <c>null</c> and empty places go or stay by <see cref="Presence"/>,
/// quantities and times take their one form. Decoding twice is decoding once.
/// </summary>
public static class SchemaDecoder
{
    /// <summary>Changes the object in place.</summary>
    /// <exception cref="SchemaMismatchException">
    /// A value does not fit its place; the object is then changed in part.
    /// </exception>
    public static DecodeResult Decode(JsonObject value, SchemaNode schema)
    {
        var walk = new DecodeWalk();
        walk.VisitObject(value, schema);
        return new DecodeResult(walk.Unknown);
    }

    /// <summary>The same for one member of the object, which is a place of the schema; the others are not looked
    /// at.</summary>
    /// <exception cref="SchemaMismatchException">A value does not fit its place.</exception>
    public static DecodeResult DecodeMember(JsonObject value, SchemaNode schema, string name)
    {
        var walk = new DecodeWalk();
        walk.VisitMember(value, schema, name);
        return new DecodeResult(walk.Unknown);
    }

    /// <summary>
    /// Adds what is always written and is not there, all the way down: to be called where a part of the object was
    /// taken away since it was decoded (a status that a client may not set).
    /// </summary>
    public static void Complete(JsonObject value, SchemaNode schema) => Completion.Fill(value, schema);
}
