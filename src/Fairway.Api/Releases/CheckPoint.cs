using System.Text.Json.Serialization;

namespace Fairway.Api.Releases;

/// <summary>Where a check is asked.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckPoint>))]
public enum CheckPoint
{
    /// <summary>Before anything is changed.</summary>
    Before,

    /// <summary>After the bake of a step.</summary>
    AfterStep,

    /// <summary>After everything, before it is recorded as good.</summary>
    After,
}
