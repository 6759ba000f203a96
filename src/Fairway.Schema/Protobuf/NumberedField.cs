namespace Fairway.Schema.Protobuf;

/// <summary>A field of a message.</summary>
/// <param name="Number">Its number on the wire.</param>
/// <param name="Name">
/// The property that it holds, or <c>@message</c> where it holds a message whose fields are the object's own in JSON.
/// </param>
internal readonly record struct NumberedField(int Number, string Name);
