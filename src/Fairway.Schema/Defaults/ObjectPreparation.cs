using System.Text.Json.Nodes;
using Fairway.Schema.Decoding;
using Fairway.Schema.Resources;

namespace Fairway.Schema.Defaults;

/// <summary>What happens to an object between its text and its validation.</summary>
public static class ObjectPreparation
{
    /// <summary>
    /// Makes the object fit its kind and puts its defaults in, in place: decode, then the schema's defaults, then the
    /// kind's. An object of a resource without schema is left as it is.
    /// </summary>
    /// <exception cref="SchemaMismatchException">A value does not fit its place.</exception>
    public static DecodeResult DecodeAndDefault(ResourceType resource, JsonObject value)
    {
        if (resource.Schema is not { } schema)
        {
            return new DecodeResult([]);
        }

        var decoded = SchemaDecoder.Decode(value, schema);
        SchemaDefaulter.Apply(value, schema);
        KindDefaults.Apply(resource, value);
        return decoded;
    }
}
