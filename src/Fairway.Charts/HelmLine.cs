namespace Fairway.Charts;

/// <summary>Whose rules are followed where Helm's versions differ.</summary>
public enum HelmLine
{
    /// <summary>Helm 4: keys that the chart's own values set to null are not there.</summary>
    Four,

    /// <summary>Helm 3 (3.17): such keys are there, and documents end without blank lines.</summary>
    Three,
}
