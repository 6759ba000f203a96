using System.ComponentModel.DataAnnotations;

namespace Fairway.Api.Releases;

/// <summary>A rule over what is known at a point of a cluster's way. It is judged last: where everything else lets
/// through.</summary>
public sealed record CheckRule
{
    /// <summary>Its name: <c>all-nodes</c>.</summary>
    [Required]
    [MaxLength(63)]
    [RegularExpression("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    public string Name { get; set; } = "";

    /// <summary>In CEL; true lets through. It sees <c>cluster</c> and <c>release</c>, as they are in the API,
    /// <c>change</c> with <c>component</c>, <c>from</c> and <c>to</c>, <c>point</c>, and <c>evidence</c>: by gate
    /// (<c>evidence.health</c>) its <c>decision</c>, <c>says</c> and <c>facts</c> at this point. False holds before
    /// anything is changed, and fails after. A rule that cannot be told holds; one that cannot be read holds before
    /// anything is changed.</summary>
    [Required]
    [MaxLength(1024)]
    public string Rule { get; set; } = "";

    /// <summary>Where it is asked; absent: after steps and after everything.</summary>
    [MaxLength(3)]
    public IReadOnlyList<CheckPoint>? Points { get; init; }

    /// <summary>What is wrong where it is false, for everybody to read.</summary>
    [Required]
    [MaxLength(512)]
    public string Message { get; set; } = "";
}
