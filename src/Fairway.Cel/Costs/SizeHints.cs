using Fairway.Cel.Schemas;

namespace Fairway.Cel.Costs;

/// <summary>Sizes that a schema bounds.</summary>
internal static class SizeHints
{
    /// <summary>
    /// The size of a place; null where the schema does not know it. The first name of a path is a variable, and each
    /// of them stands for the schema's root.
    /// </summary>
    public static CelEstimate? Find(CelDeclaration? root, ReadOnlySpan<string> path)
    {
        if (root is null || path.IsEmpty)
        {
            return null;
        }

        var place = root;
        foreach (var name in path[1..])
        {
            var next = name switch
            {
                "@items" or "@values" => place.Element,
                "@keys" => place.Key,
                _ => place.Fields.GetValueOrDefault(name),
            };
            if (next is null)
            {
                return null;
            }

            place = next;
        }

        return new CelEstimate(0, (ulong)place.MaxElements);
    }
}
