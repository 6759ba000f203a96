namespace Fairway.Cel.Evaluation;

/// <summary>The functions that turn a value into another type.</summary>
internal static class Conversions
{
    public static bool IsConversion(string function) => function is
        "bool" or "bytes" or "double" or "dyn" or "duration" or "int" or "string" or "timestamp" or "type" or "uint";
}
