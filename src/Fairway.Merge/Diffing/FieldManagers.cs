namespace Fairway.Merge.Diffing;

/// <summary>The names under which Fairway owns fields.</summary>
public static class FieldManagers
{
    /// <summary>Owns configuration: what a component's templates say.</summary>
    public const string Configuration = "fairway";

    /// <summary>Owns what paces a rollout: <see cref="RolloutFields"/>.</summary>
    public const string Rollout = "fairway-rollout";

    /// <summary>Takes over live values that are to be kept when <see cref="Configuration"/> lets go of them.</summary>
    public const string Kept = "fairway-kept";
}
