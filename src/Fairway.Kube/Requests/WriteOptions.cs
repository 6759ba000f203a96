namespace Fairway.Kube.Requests;

/// <summary>How a create, patch or apply is carried out.</summary>
public sealed record WriteOptions
{
    /// <summary>Nothing out of the ordinary.</summary>
    public static WriteOptions None { get; } = new();

    /// <summary>Who owns the fields that are written; null leaves it to the user agent. An apply must name
    /// it.</summary>
    public string? FieldManager { get; init; }

    /// <summary>Takes fields over from other managers. Only an apply may ask for it.</summary>
    public bool Force { get; init; }

    /// <summary>Everything but the storing.</summary>
    public bool DryRun { get; init; }

    /// <summary><c>Ignore</c>, <c>Warn</c> or <c>Strict</c>; null leaves it to the server (Warn).</summary>
    public string? FieldValidation { get; init; }

    /// <summary>The part of the object that is written: <c>status</c>, <c>scale</c>; null for the object
    /// itself.</summary>
    public string? Subresource { get; init; }

    internal List<KeyValuePair<string, string>> Parameters()
    {
        var parameters = new List<KeyValuePair<string, string>>();
        if (FieldManager is not null)
        {
            parameters.Add(new("fieldManager", FieldManager));
        }

        if (Force)
        {
            parameters.Add(new("force", "true"));
        }

        if (DryRun)
        {
            parameters.Add(new("dryRun", "All"));
        }

        if (FieldValidation is not null)
        {
            parameters.Add(new("fieldValidation", FieldValidation));
        }

        return parameters;
    }
}
