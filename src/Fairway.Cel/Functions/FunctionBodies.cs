namespace Fairway.Cel.Functions;

/// <summary>What functions do, by the name of a signature or of a function.</summary>
internal sealed class FunctionBodies
{
    private readonly Dictionary<string, FunctionBody> bodies = new(StringComparer.Ordinal);

    public FunctionBody this[string name]
    {
        set => bodies.Add(name, value);
    }

    public FunctionBody? Find(string overload, string function) =>
        bodies.GetValueOrDefault(overload) ?? bodies.GetValueOrDefault(function);
}
