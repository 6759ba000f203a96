using Fairway.Tidy.Reading;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Fairway.Tidy.Rules;

/// <summary>
/// Simulated code does not loop over a dictionary or a hash set, whose order differs from one build of the framework to
/// the next: a simulation would no longer be decided by its seed. Where the order cannot be seen, a comment with the
/// words <c>any order</c> on that line or the line above says why.
/// </summary>
internal static class OrderRules
{
    private static readonly HashSet<string> Unordered = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.Dictionary`2",
        "System.Collections.Generic.HashSet`1",
        "System.Collections.Concurrent.ConcurrentDictionary`2",
        "System.Collections.Immutable.ImmutableDictionary`2",
        "System.Collections.Immutable.ImmutableHashSet`1",
        "System.Collections.Frozen.FrozenDictionary`2",
        "System.Collections.Frozen.FrozenSet`1",
    };

    public static IEnumerable<Offence> UnorderedLoops(ModuleDefinition module, Func<string, TextFile> read) =>
        from type in module.GetTypes()
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.Operand is MethodReference called && IsUnorderedLoop(called)
        let place = Place(method, instruction)
        where place is not null
        let file = read(place.Value.Path)
        where !SaysWhy(file, place.Value.Line - 1)
        select new Offence(
            file.At(place.Value.Line - 1), "a loop over an unordered collection",
                "sort it, or say `any order` and why in a comment");

    /// <summary>The enumerator of the collection, of its keys or of its values, and ConcurrentDictionary's copies of
    /// both.</summary>
    private static bool IsUnorderedLoop(MethodReference called)
    {
        var type = called.DeclaringType.GetElementType().FullName;
        return (called.Name == "GetEnumerator" && Unordered.Contains(type.Split('/')[0]))
            || (called.Name is "get_Keys" or "get_Values"
                && type.EndsWith("ConcurrentDictionary`2", StringComparison.Ordinal));
    }

    private static (string Path, int Line)? Place(MethodDefinition method, Instruction instruction)
    {
        for (var at = instruction; at is not null; at = at.Previous)
        {
            // Hidden points carry a line far beyond any file.
            if (method.DebugInformation.GetSequencePoint(at) is { IsHidden: false } point)
            {
                return (point.Document.Url, point.StartLine);
            }
        }

        return null;
    }

    private static bool SaysWhy(TextFile file, int line) =>
        Enumerable.Range(Math.Max(0, line - 1), line == 0 ? 1 : 2)
            .Any(index => file.Lines[index].Contains("any order", StringComparison.OrdinalIgnoreCase));
}
