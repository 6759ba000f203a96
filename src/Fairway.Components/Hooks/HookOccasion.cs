namespace Fairway.Components.Hooks;

/// <summary>What an act is to the hooks of a chart.</summary>
internal enum HookOccasion
{
    /// <summary>Nothing new is brought: no hook runs.</summary>
    None,

    /// <summary>Nothing of the component was ever brought whole.</summary>
    Install,

    /// <summary>Another target was brought before.</summary>
    Upgrade,

    /// <summary>The act goes back to a target.</summary>
    Rollback,
}
