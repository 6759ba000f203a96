namespace Fairway.Cli.Demo;

/// <summary>The demo that was asked for.</summary>
internal sealed record DemoOptions
{
    /// <summary>Decides everything that is drawn.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Port on the loopback address; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>How long it may take by the wall's clock.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Whether the fleet's time goes by the wall's clock.</summary>
    public bool RealTime { get; init; }

    /// <summary>Whether the fleet stays when the story is over.</summary>
    public bool Keep { get; init; }
}
