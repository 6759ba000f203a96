namespace Fairway.Cli.Demo;

/// <summary>How long a demo took.</summary>
/// <param name="Fleet">By the fleet's clock.</param>
/// <param name="Real">By the wall's.</param>
internal sealed record DemoTimes(TimeSpan Fleet, TimeSpan Real);
