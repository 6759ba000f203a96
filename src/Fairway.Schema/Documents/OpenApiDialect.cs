namespace Fairway.Schema.Documents;

/// <summary>The version of OpenAPI that a document is written in.</summary>
internal enum OpenApiDialect
{
    /// <summary>
    /// Swagger 2.0: parameters carry their type, a reference may stand beside other members, no <c>oneOf</c>, no
    /// defaults.
    /// </summary>
    V2,

    /// <summary>OpenAPI 3.0.</summary>
    V3,
}
