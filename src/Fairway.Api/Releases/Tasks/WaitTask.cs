using System.ComponentModel.DataAnnotations;
using Fairway.Api.Meta;

namespace Fairway.Api.Releases.Tasks;

/// <summary>Lets time pass.</summary>
public sealed record WaitTask
{
    /// <summary>How long.</summary>
    [Required]
    public Duration For { get; init; }
}
