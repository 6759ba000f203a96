namespace Fairway.Charts.Functions;

/// <summary>The type of a parameter: what may be given, and what the message says where something else is.</summary>
internal enum GoType : byte
{
    Any,
    String,
    Int,
    Int64,
    Float,
    Bool,
    Map,
    List,

    /// <summary>Any value, or none at all: what Go hands over as it is.</summary>
    Value,

    /// <summary>An instant.</summary>
    Time,

    /// <summary>Only a constant has this type.</summary>
    UInt32,

    /// <summary>What the functions that make certificates give.</summary>
    Certificate,
}
