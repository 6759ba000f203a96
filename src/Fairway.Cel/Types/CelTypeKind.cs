namespace Fairway.Cel.Types;

/// <summary>The general category of a type.</summary>
public enum CelTypeKind
{
    /// <summary>What has no type because checking it failed.</summary>
    Error,

    /// <summary>A value whose type is known when it is evaluated.</summary>
    Dyn,

    /// <summary>The null value.</summary>
    Null,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>64-bit signed integer.</summary>
    Int,

    /// <summary>64-bit unsigned integer.</summary>
    Uint,

    /// <summary>64-bit floating-point number.</summary>
    Double,

    /// <summary>Text, a sequence of code points.</summary>
    String,

    /// <summary>A sequence of bytes.</summary>
    Bytes,

    /// <summary>A point in time, in nanoseconds.</summary>
    Timestamp,

    /// <summary>A span of time, in nanoseconds.</summary>
    Duration,

    /// <summary>A list; its parameter is the type of elements.</summary>
    List,

    /// <summary>A map; its parameters are the types of keys and values.</summary>
    Map,

    /// <summary>An object with declared fields.</summary>
    Struct,

    /// <summary>A type that only its own functions understand, or an optional value.</summary>
    Opaque,

    /// <summary>The type of a type.</summary>
    Type,

    /// <summary>A type that is found while a call is checked.</summary>
    Parameter,
}
