using System.Collections.Frozen;

namespace Fairway.Cel.Syntax;

/// <summary>The names that calls of operators have, in the tree and in messages.</summary>
internal static class Operators
{
    public const string Conditional = "_?_:_";
    public const string And = "_&&_";
    public const string Or = "_||_";
    public const string Not = "!_";
    public const string Negate = "-_";
    public const string Equal = "_==_";
    public const string NotEqual = "_!=_";
    public const string Add = "_+_";
    public const string Index = "_[_]";
    public const string OptionalIndex = "_[?_]";
    public const string OptionalSelect = "_?._";
    public const string In = "@in";
    public const string NotStrictlyFalse = "@not_strictly_false";

    private static readonly FrozenDictionary<string, (string Function, int Strength)> Binary =
        new Dictionary<string, (string, int)>(StringComparer.Ordinal)
        {
            ["=="] = (Equal, 3),
            ["!="] = (NotEqual, 3),
            ["<"] = ("_<_", 3),
            ["<="] = ("_<=_", 3),
            [">"] = ("_>_", 3),
            [">="] = ("_>=_", 3),
            ["in"] = (In, 3),
            ["+"] = (Add, 4),
            ["-"] = ("_-_", 4),
            ["*"] = ("_*_", 5),
            ["/"] = ("_/_", 5),
            ["%"] = ("_%_", 5),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a function is an operator with two operands, other than equality and membership.</summary>
    public static bool IsPlain(string function) => function is
        Add or "_-_" or "_*_" or "_/_" or "_%_" or "_<_" or "_<=_" or "_>_" or "_>=_";

    /// <summary>The function of a binary operator and how strongly it binds, or null.</summary>
    public static (string Function, int Strength)? Find(string text) =>
        Binary.TryGetValue(text, out var found) ? found : null;
}
