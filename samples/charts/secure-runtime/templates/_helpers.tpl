{{/* Labels by which workloads find their pods: they never change. */}}
{{- define "secure-runtime.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels of every object. */}}
{{- define "secure-runtime.labels" -}}
{{ include "secure-runtime.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
{{- with (.Values.fairway).region }}
topology.kubernetes.io/region: {{ . }}
{{- end }}
{{- end -}}

{{/* An image of the values, by its parts. */}}
{{- define "secure-runtime.image" -}}
{{- printf "%s/%s:%s" .registry .repository (toString .tag) -}}
{{- end -}}
