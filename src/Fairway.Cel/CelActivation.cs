using Fairway.Cel.Values;

namespace Fairway.Cel;

/// <summary>A few variables with their values.</summary>
public sealed class CelActivation : ICelActivation
{
    private readonly List<(string Name, CelValue Value)> values = [];

    /// <summary>No variables.</summary>
    public static CelActivation Empty { get; } = new();

    /// <summary>Adds a variable, or replaces its value; gives back itself. Not while an evaluation reads it.</summary>
    public CelActivation Set(string name, CelValue value)
    {
        values.RemoveAll(pair => pair.Name == name);
        values.Add((name, value));
        return this;
    }

    /// <inheritdoc/>
    public CelValue? Find(string name)
    {
        foreach (var (known, value) in values)
        {
            if (known == name)
            {
                return value;
            }
        }

        return null;
    }
}
