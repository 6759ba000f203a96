namespace Fairway.Kube.Credentials;

/// <summary>Where kubeconfig is looked for, and which context is meant.</summary>
public sealed record KubeconfigOptions
{
    /// <summary>The one file to read, as <c>--kubeconfig</c> gives it; null to look where kubectl looks.</summary>
    public string? Path { get; init; }

    /// <summary>The context to use; null for the current one.</summary>
    public string? Context { get; init; }

    /// <summary>Environment variables by name, or null: <c>KUBECONFIG</c> is read.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The user's home, in which <c>.kube/config</c> is.</summary>
    public string Home { get; init; } = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>The clock by which tokens grow old.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
