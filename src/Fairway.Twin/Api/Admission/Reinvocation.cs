namespace Fairway.Twin.Api.Admission;

/// <summary>
/// What the mutating plugins of one request know of each other's changes. Where one of them changes the object after
/// another with <c>reinvocationPolicy: IfNeeded</c> has seen it, all run once more.
/// </summary>
internal sealed class Reinvocation
{
    private readonly Dictionary<object, object> states = [];

    /// <summary>Whether this is the second pass.</summary>
    public bool IsSecond { get; private set; }

    /// <summary>Whether a plugin wants the second pass.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>Asks for the second pass.</summary>
    public void Ask() => IsAsked = true;

    public void Begin() => IsSecond = true;

    /// <summary>What a plugin keeps for the second pass, made when it is first asked for.</summary>
    public T Of<T>(object plugin)
        where T : class, new()
    {
        if (states.TryGetValue(plugin, out var known))
        {
            return (T)known;
        }

        var made = new T();
        states[plugin] = made;
        return made;
    }
}
