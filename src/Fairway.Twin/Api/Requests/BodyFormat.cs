namespace Fairway.Twin.Api.Requests;

/// <summary>How a body is written.</summary>
internal enum BodyFormat
{
    /// <summary>JSON, as objects are stored.</summary>
    Json,

    /// <summary>YAML.</summary>
    Yaml,

    /// <summary>Kubernetes' protobuf form, which only built-in kinds have.</summary>
    Protobuf,
}
