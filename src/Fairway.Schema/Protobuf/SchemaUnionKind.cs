namespace Fairway.Schema.Protobuf;

/// <summary>What may stand in the place of a schema.</summary>
internal enum SchemaUnionKind
{
    /// <summary>true or false: anything, or nothing.</summary>
    Truth,

    /// <summary>A list of schemas.</summary>
    Schemas,

    /// <summary>A list of names of properties.</summary>
    Names,
}
