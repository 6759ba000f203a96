{{/* Labels by which workloads find their pods: they never change. */}}
{{- define "gpu-device-plugin.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Labels of every object. */}}
{{- define "gpu-device-plugin.labels" -}}
{{ include "gpu-device-plugin.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
{{- with (.Values.fairway).region }}
topology.kubernetes.io/region: {{ . }}
{{- end }}
{{- end -}}

{{/* An image of the values, by its parts. */}}
{{- define "gpu-device-plugin.image" -}}
{{- printf "%s/%s:%s" .registry .repository (toString .tag) -}}
{{- end -}}
