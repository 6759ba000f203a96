using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>What API servers call values in the messages that name their own types.</summary>
internal static class GoNames
{
    public static string Of(CelValue value) => value switch
    {
        CelNull => "types.Null",
        CelBool => "types.Bool",
        CelInt => "types.Int",
        CelUint => "types.Uint",
        CelDouble => "types.Double",
        CelString => "types.String",
        CelBytes => "types.Bytes",
        CelTimestamp => "types.Timestamp",
        CelDuration => "types.Duration",
        CelOptional => "*types.Optional",
        CelTypeValue => "*types.Type",
        _ => value.Type.Name,
    };
}
