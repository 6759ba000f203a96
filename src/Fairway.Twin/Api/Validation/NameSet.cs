namespace Fairway.Twin.Api.Validation;

/// <summary>A set of names that are to be told apart: nearly always a handful, so that no table is built for the first
/// ones.</summary>
internal sealed class NameSet
{
    private const int Few = 8;
    private readonly List<string> few = [];
    private HashSet<string>? many;

    /// <summary>Adds the name; false where it is there.</summary>
    public bool Add(string name)
    {
        if (many is not null)
        {
            return many.Add(name);
        }

        if (few.Contains(name))
        {
            return false;
        }

        few.Add(name);
        if (few.Count > Few)
        {
            many = new HashSet<string>(few, StringComparer.Ordinal);
        }

        return true;
    }

    public bool Has(string name) => many?.Contains(name) ?? few.Contains(name);
}
