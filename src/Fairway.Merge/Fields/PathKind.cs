namespace Fairway.Merge.Fields;

/// <summary>What an element of a field path selects. The order is the order in which FieldsV1 lists them.</summary>
public enum PathKind : byte
{
    /// <summary>A member of an object: <c>f:name</c>.</summary>
    Field,

    /// <summary>An element of a list, by its keys: <c>k:{"name":"app"}</c>.</summary>
    Key,

    /// <summary>An element of a set, by its value: <c>v:"a"</c>.</summary>
    Value,

    /// <summary>An element of a list, by its place: <c>i:0</c>. Read, and never made.</summary>
    Index,
}
