namespace Fairway.Simulation.Checkers;

/// <summary>Something that a manager has done to a tenant: configuration, or the first grant of a step.</summary>
/// <param name="At">When.</param>
/// <param name="Cluster">Where.</param>
/// <param name="Change">The change's name: <c>RELEASE.UID/DIRECTION/TARGET</c>.</param>
/// <param name="Component">What is changed; null where that is not known: all of the Release's components.</param>
/// <param name="Step">The step that is granted; -1 for configuration.</param>
/// <param name="What">In a word or two.</param>
internal sealed record Deed(DateTimeOffset At, string Cluster, string Change, string? Component, int Step, string What)
{
    /// <summary>The Release.</summary>
    public string Release => Change[..Change.IndexOf('/', StringComparison.Ordinal)].Split('.')[0];

    public bool IsBack => Change.Contains("/Back/", StringComparison.Ordinal);

    public override string ToString() => $"{At:MM-dd HH:mm:ss} {Change} {What} {Step} on {Cluster}";
}
