namespace Fairway.Schema;

/// <summary>What JSON a schema admits.</summary>
public enum SchemaType
{
    /// <summary>An object with declared properties.</summary>
    Object,

    /// <summary>An object whose keys are data; values are of <see cref="SchemaNode.Items"/>.</summary>
    Map,

    /// <summary>A list of <see cref="SchemaNode.Items"/>.</summary>
    List,

    /// <summary>A string; <see cref="SchemaNode.Format"/> may narrow it (date-time, byte).</summary>
    String,

    /// <summary>A whole number; format int32 or int64.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A whole number or a string (ports, maxUnavailable).</summary>
    IntOrString,

    /// <summary>A resource quantity: a string, or a number that is read as one.</summary>
    Quantity,

    /// <summary>Anything at all, kept as it is (RawExtension, FieldsV1, JSON).</summary>
    Any,
}
