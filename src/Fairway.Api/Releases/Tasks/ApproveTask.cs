using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Fairway.Api.Releases.Tasks;

/// <summary>Waits until people approve the plan: see <see cref="Approval"/>.</summary>
public sealed record ApproveTask
{
    /// <summary>The group, as the API server knows it.</summary>
    [Required]
    [MaxLength(253)]
    public string Group { get; set; } = "";

    /// <summary>How many people of it. Who made the Release does not count.</summary>
    [DefaultValue(1)]
    [Range(1, 99)]
    public int Count { get; set; } = 1;
}
