namespace Fairway.Charts.Values;

/// <summary>What a value is to a template.</summary>
internal enum GoKind : byte
{
    /// <summary>No value at all: printed as <c>&lt;no value&gt;</c>, and any field of it is again none.</summary>
    Invalid,

    /// <summary>Nothing in a place that may hold anything, such as a missing key: a field of it is an error.</summary>
    Nil,
    Bool,
    Int,
    Int64,
    UInt8,
    UInt64,
    Float,
    String,
    List,
    Map,
    Object,
}
