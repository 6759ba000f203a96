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
}
